/** On a page of the help centre: the way to a person opens the chat, with what was read and searched. */
import type { Door } from '../widget/loader/page';

const door = (): Door | undefined => window.trustdesk;

for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-chat]')) {
  link.onclick = (event) => {
    const open = door()?.open;
    if (!open) return; // the link leads to the form
    event.preventDefault();
    open({ text: link.dataset.chat ?? '' });
  };
}
