/**
 * What the panel fetches only when it is needed: the banner of a surge, and the quick replies to
 * what is still to be asked. It builds its nodes with the panel's own tools.
 */
import type { h, icon } from '../panel/dom';
import type { Part, Stage } from '../panel/stage';
import css from './beside.css?inline';
import { makeIntake } from './intake';
import { makeSurge } from './surge';
import { textsFor } from './texts';

/** What the panel hands over. */
export interface Kit {
  h: typeof h;
  icon: typeof icon;
  stage: Stage;
  /** Puts words into the composer. */
  fill(text: string): void;
}

export interface Beside {
  css: string;
  make(kit: Kit): { surge: Part; intake: Part };
}

const beside: Beside = {
  css,
  make(kit) {
    const t = textsFor(kit.stage.locale);
    return { surge: makeSurge(kit, t), intake: makeIntake(kit, t) };
  },
};

window.trustdesk?.mount?.(beside);
