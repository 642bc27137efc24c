/** The safety of the account: one tap freezes it, and what has become of that. Never a word of patience. */
import { clientId } from '../../shared/http';
import type { Safety } from '../../shared/wire';
import { h, icon } from './dom';
import type { Part, Stage } from './stage';

/** A file for the police: the signed record, the events and their order. */
async function take(stage: Stage): Promise<void> {
  const blob = await stage.model.desk.evidence();
  const address = URL.createObjectURL(blob);
  const number = stage.model.state.conversation?.number ?? stage.page.brand;
  h('a', { href: address, download: `${number}-evidence.zip` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export function makeSafety(stage: Stage): Part {
  const { t, model } = stage;
  const node = h('div', { class: 'standing safety', role: 'status', hidden: true, test: 'safety' });
  const wrong = h('p', { class: 'wrong', role: 'alert', hidden: true, test: 'safety-failed' });
  let drawn = '';
  // The same tap, however often it is tried, asks for one freeze.
  let tap = clientId();

  const doing =
    (button: HTMLButtonElement, work: () => Promise<void>, failed: string) => (): void => {
      wrong.hidden = true;
      button.disabled = true;
      work()
        .catch(() => {
          wrong.textContent = failed;
          wrong.hidden = false;
        })
        .finally(() => (button.disabled = false));
    };
  const button = (look: string, label: string, test: string): HTMLButtonElement =>
    h('button', { class: look, type: 'button', test }, label);

  /** The customer's own tap; the exchange is asked at once. */
  const ask = async (): Promise<void> => {
    model.set({ safety: await model.desk.freeze(tap) });
    void model.renew();
  };
  const freeze = (): HTMLButtonElement => {
    const made = button('danger', t('safety.freeze'), 'freeze');
    made.onclick = doing(made, ask, t('safety.freeze.failed'));
    return made;
  };
  const evidence = (): HTMLButtonElement => {
    const made = button('small', t('safety.evidence'), 'evidence');
    made.onclick = doing(made, () => take(stage), t('safety.evidence.failed'));
    return made;
  };
  const ways = (state: Safety['state']): HTMLButtonElement[] => {
    if (state === 'offered') return [freeze()];
    if (state === 'sign_in' && model.signIn.able) {
      const made = button('primary', t('safety.sign_in.do'), 'safety-sign-in');
      made.onclick = () => void model.signIn.identify();
      return [made];
    }
    return state === 'frozen' || state === 'lifting' ? [evidence()] : [];
  };
  return {
    node,
    draw({ safety }) {
      const stamp = safety ? `${safety.state} ${model.signIn.able}` : '';
      node.hidden = !safety;
      if (stamp === drawn) return;
      if (safety?.state === 'offered' && drawn.startsWith('asked')) tap = clientId();
      drawn = stamp;
      wrong.hidden = true;
      if (!safety) return node.replaceChildren();
      node.dataset.state = safety.state;
      const { state } = safety;
      const told = h(
        'div',
        {},
        h('strong', {}, t(`safety.${state}`)),
        h('span', {}, t(`safety.${state}.lead`, { brand: stage.brand() })),
      );
      const row = ways(state);
      const rest = row.length ? [h('div', { class: 'row' }, ...row)] : [];
      node.replaceChildren(
        icon(state === 'offered' || state === 'sign_in' ? 'warn' : 'shield'),
        h('div', {}, told, ...rest),
        wrong,
      );
    },
  };
}
