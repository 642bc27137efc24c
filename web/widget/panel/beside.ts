/** The place of what is fetched only when it is needed: a surge above the talk, quick replies below. */
import type { Beside } from '../beside/main';
import { h, icon } from './dom';
import type { Part, Stage } from './stage';
import type { State } from './state';

declare const __BESIDE__: string;
const AGAIN_MS = 5_000;

/** One for the page, whatever language the panel is built in. */
let coming: Promise<Beside> | undefined;

async function fetched({ page }: Stage): Promise<Beside> {
  const beside = await page.part<Beside>(__BESIDE__);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(beside.css);
  page.root.adoptedStyleSheets.push(sheet);
  return beside;
}

export function makeBeside(stage: Stage, fill: (text: string) => void): [Part, Part] {
  const above = h('div', { class: 'beside' });
  const below = h('div', {});
  let parts: Part[] = [];
  let asked = false;
  function draw(state: State): void {
    parts.forEach((part) => part.draw(state));
    const { surge, conversation } = state;
    if (asked || !(surge?.on || (conversation && !conversation.assignee))) return;
    asked = true;
    coming ??= fetched(stage);
    coming.then(
      (beside) => {
        const made = beside.make({ h, icon, stage, fill });
        above.append(made.surge.node);
        below.append(made.intake.node);
        parts = [made.surge, made.intake];
        draw(stage.model.state);
      },
      () => {
        coming = undefined;
        setTimeout(() => (asked = false), AGAIN_MS);
      },
    );
  }
  return [
    { node: above, draw },
    { node: below, draw: () => undefined },
  ];
}
