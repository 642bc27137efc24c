/** The panel's texts in Chinese, brought beside it. */
import '../loader/page';
import zh from '../i18n/zh-CN.json';

window.trustdesk?.mount?.(zh);
