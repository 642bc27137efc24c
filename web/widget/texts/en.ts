/** The panel's texts in English, brought beside it. */
import '../loader/page';
import en from '../i18n/en.json';

if (window.trustdesk) window.trustdesk.brought = en;
