/** Files chosen for the next message: going up at once, refused in plain words. */
import { Problem } from '../../shared/http';
import { bytes } from '../../shared/format';
import { h, icon, iconButton } from './dom';
import type { ParcelFile } from './outbox';
import type { Stage } from './stage';
import { faultOf, MAX_BYTES, MAX_FILES } from './uploads';

interface Chip {
  file: ParcelFile | null;
  node: HTMLElement;
}

export interface Tray {
  node: HTMLElement;
  add(files: Iterable<File>): void;
  /** Files fit to be sent. */
  files(): ParcelFile[];
  clear(): void;
}

export function makeTray(stage: Stage, changed: () => void): Tray {
  const { t, locale, model } = stage;
  const node = h('ul', { class: 'tray', test: 'tray', hidden: true });
  let chips: Chip[] = [];
  const drop = (chip: Chip): void => {
    chips = chips.filter((kept) => kept !== chip);
    chip.node.remove();
    if (chip.file) void model.blobs.drop(chip.file.key);
    node.hidden = chips.length === 0;
    changed();
  };
  const place = (name: string): { chip: Chip; text: HTMLElement; bar: HTMLProgressElement } => {
    const text = h('span', { class: 'chip-text', dir: 'auto' }, name);
    const bar = h('progress', { max: 1, value: 0, hidden: true });
    const chip: Chip = { file: null, node: h('li', { class: 'chip' }) };
    const away = iconButton('close', t('file.remove', { name }), 'file-remove', () => drop(chip));
    chip.node.append(icon('file'), text, away, bar);
    chips.push(chip);
    node.append(chip.node);
    node.hidden = false;
    return { chip, text, bar };
  };
  const refuse = (name: string, why: string): void => {
    const { chip, text } = place(name);
    chip.node.classList.add('wrong');
    chip.node.dataset.test = 'file-refused';
    text.textContent = why;
    stage.announce(why);
  };
  const raise = async (file: File): Promise<void> => {
    const { name } = file;
    const { chip, text, bar } = place(name);
    chip.node.dataset.test = 'file';
    const kept = await model.uploads.keep(file);
    chip.file = kept;
    changed();
    bar.hidden = false;
    try {
      await model.uploads.id(kept, (share) => {
        bar.value = share;
        const percent = new Intl.NumberFormat(locale, { style: 'percent' }).format(share);
        bar.setAttribute('aria-label', t('file.uploading', { name, percent }));
      });
      stage.announce(t('file.ready', { name }));
      chip.node.dataset.ready = '';
    } catch (error) {
      if (error instanceof Problem && !error.passing && error.status !== 401) {
        drop(chip);
        return refuse(name, t('file.refused', { name, reason: error.message }));
      }
      // Offline: the outbox takes it up with the message.
      text.textContent = `${name} · ${t('file.waiting')}`;
    }
    bar.hidden = true;
  };
  return {
    node,
    add(files) {
      for (const file of files) {
        const { name } = file;
        const fault = faultOf(file);
        const sizes = { size: bytes(file.size, locale), limit: bytes(MAX_BYTES, locale) };
        if (fault) refuse(name, t(`file.${fault}`, { name, ...sizes }));
        else if (chips.filter((chip) => chip.file).length >= MAX_FILES) {
          return refuse(name, t('file.many', { n: MAX_FILES }));
        } else void raise(file);
      }
    },
    files: () => chips.flatMap((chip) => chip.file ?? []),
    clear() {
      chips = [];
      node.replaceChildren();
      node.hidden = true;
    },
  };
}
