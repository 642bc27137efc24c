/** The panel's texts in English, brought beside it. */
import '../loader/page';
import en from '../i18n/en.json';

window.trustdesk?.mount?.(en);
