/** The panel's styles, adopted by the shadow root: no style element, so the strictest policy holds. */
import tokens from '../../shared/tokens.css?inline';
import assistant from './css/assistant.css?inline';
import check from './css/check.css?inline';
import contact from './css/contact.css?inline';
import composer from './css/composer.css?inline';
import files from './css/files.css?inline';
import head from './css/head.css?inline';
import home from './css/home.css?inline';
import more from './css/more.css?inline';
import outages from './css/outages.css?inline';
import panel from './css/panel.css?inline';
import standing from './css/standing.css?inline';
import suggest from './css/suggest.css?inline';
import thread from './css/thread.css?inline';

export const css = [
  tokens,
  panel,
  head,
  standing,
  home,
  outages,
  thread,
  files,
  composer,
  more,
  check,
  contact,
  suggest,
  assistant,
];
