/** The one dialog in which a person confirms that it is them, whoever asks for it. */
import { Problem, type Http } from '../../shared/http';

/** Another node may remember the session as it was for this long. */
const REMEMBERED = 1_100;

class StepUp {
  asking = $state(false);
  #answer: Promise<boolean> | null = null;
  #settle: (proved: boolean) => void = () => {};

  /** Opens the dialog; true once the person has proved a factor, false when they turned away. */
  ask(): Promise<boolean> {
    this.#answer ??= new Promise((settle) => {
      this.#settle = settle;
      this.asking = true;
    });
    return this.#answer;
  }

  done(proved: boolean): void {
    this.asking = false;
    this.#answer = null;
    this.#settle(proved);
  }
}

export const stepUp = new StepUp();

const wanted = (error: unknown) => error instanceof Problem && error.code === 'step_up_required';

/** Any call that is answered `step_up_required` waits for the dialog and is then made again. */
export function withStepUp(http: Http): Http {
  return async <T>(...call: Parameters<Http>): Promise<T> => {
    try {
      return await http<T>(...call);
    } catch (error) {
      if (!wanted(error) || !(await stepUp.ask())) throw error;
    }
    try {
      return await http<T>(...call);
    } catch (error) {
      if (!wanted(error)) throw error;
      await new Promise((later) => setTimeout(later, REMEMBERED));
      return http<T>(...call);
    }
  };
}
