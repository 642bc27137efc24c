/** How this customer can be reached: an address they prove, and words that mark our genuine mails. */
import { Problem } from '../../shared/http';
import type { Reach } from '../../shared/wire';
import { failure } from './check';
import { h, icon } from './dom';
import type { Stage } from './stage';
import type { TextKey } from './texts';

interface Ask {
  label: TextKey;
  verb: TextKey;
  test: string;
  props: Record<string, unknown>;
  act(value: string): Promise<void>;
}

/** One field, one button, and what went wrong under them. */
function asking(stage: Stage, { label, verb, test, props, act }: Ask): HTMLFormElement {
  const { t } = stage;
  const field = h('input', { required: true, test, ...props });
  const send = h('button', { class: 'primary', test: `${test}-send` }, t(verb));
  const wrong = h('p', { class: 'wrong', role: 'alert', hidden: true, test: `${test}-wrong` });
  const form = h('form', { class: 'ask' }, h('label', {}, t(label), field), wrong, send);
  form.onsubmit = async (event) => {
    event.preventDefault();
    send.disabled = true;
    wrong.hidden = true;
    try {
      await act(field.value.trim());
    } catch (error) {
      wrong.hidden = false;
      wrong.textContent = failure(stage, error);
      if (error instanceof Problem && error.body.code === 'code_refused') field.select();
    }
    send.disabled = false;
  };
  return form;
}

/** Whether answers given after they have left come by mail, too: their own tick, never set for them. */
function wish(
  stage: Stage,
  ticked: boolean,
  change?: (box: HTMLInputElement) => void,
): HTMLElement {
  const box = h('input', { type: 'checkbox', checked: ticked, test: 'contact-answers' });
  if (change) box.onchange = () => change(box);
  return h('label', { class: 'tick' }, box, stage.t('contact.answers'));
}

function prove(stage: Stage, place: HTMLElement): void {
  const { t, model } = stage;
  const askCode = asking(stage, {
    label: 'contact.address',
    verb: 'contact.ask',
    test: 'contact-address',
    props: { type: 'email', autocomplete: 'email', maxLength: 254 },
    async act(address) {
      await model.begin();
      const { id } = await model.desk.askContact(address);
      const wished = wish(stage, false);
      const typed = asking(stage, {
        label: 'contact.code',
        verb: 'contact.prove',
        test: 'contact-code',
        props: { inputMode: 'numeric', autocomplete: 'one-time-code', maxLength: 12 },
        async act(digits) {
          const { checked } = wished.querySelector('input')!;
          const { apart } = await model.desk.proveContact(id, digits, checked);
          model.restart();
          if (apart) place.replaceChildren(h('p', { role: 'status' }, t('contact.apart')));
          else await openContact(stage);
        },
      });
      typed.querySelector('button')!.before(wished);
      const other = { class: 'small', type: 'button', onclick: () => prove(stage, place) } as const;
      place.replaceChildren(
        h('p', { role: 'status' }, t('contact.sent', { address })),
        typed,
        h('button', other, t('contact.elsewhere')),
      );
      typed.querySelector('input')!.focus();
    },
  });
  place.replaceChildren(askCode);
}

function address(stage: Stage, known: Reach | null): HTMLElement {
  const { t } = stage;
  const place = h('div', {});
  if (known?.address) {
    const again = { class: 'small', type: 'button', onclick: () => prove(stage, place) } as const;
    place.append(
      h(
        'p',
        { class: 'proved', test: 'contact-proved' },
        icon('check'),
        t('contact.proved', { address: known.address }),
      ),
      wish(stage, known.answers, async (box) => {
        box.disabled = true;
        await stage.model.desk.wishAnswers(box.checked).catch(() => (box.checked = !box.checked));
        box.disabled = false;
      }),
      h('button', again, t('contact.change')),
    );
  } else prove(stage, place);
  return h('section', { class: 'part' }, h('p', {}, t('contact.lead')), place);
}

function words(stage: Stage, known: Reach): HTMLElement {
  const { t, model } = stage;
  const kept = h('p', { class: 'proved', role: 'status', hidden: true, test: 'words-kept' });
  const form = asking(stage, {
    label: 'words.label',
    verb: 'words.set',
    test: 'words',
    props: { value: known.words, minLength: 4, maxLength: 20, autocomplete: 'off' },
    async act(value) {
      await model.desk.setWords(value);
      kept.replaceChildren(icon('check'), t('words.kept'));
      kept.hidden = false;
    },
  });
  const title = h('h3', {}, icon('shield'), t('words.title'));
  return h('section', { class: 'part' }, title, h('p', {}, t('words.lead')), form, kept);
}

export async function openContact(stage: Stage): Promise<void> {
  const { t, model, page, locale } = stage;
  const known = model.desk.known ? await model.desk.contact().catch(() => null) : null;
  const link = (path: string, text: TextKey, test: string): HTMLElement => {
    const href = `${page.base}${path}${path.includes('?') ? '&' : '?'}lang=${locale}`;
    return h('p', {}, h('a', { href, target: '_blank', rel: 'noopener', test }, t(text)));
  };
  stage.sheet(
    t('contact.title'),
    'contact-sheet',
    address(stage, known),
    ...(known?.may_set_words ? [words(stage, known)] : []),
    link(known?.follow ?? `/${page.brand}/status`, 'contact.follow', 'contact-follow'),
    ...(model.state.brand?.lines.includes('form')
      ? [link(`/${page.brand}/form`, 'contact.form', 'contact-form')]
      : []),
  );
}
