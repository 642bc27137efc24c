export type Theme = 'system' | 'light' | 'dark';
export const THEMES: Theme[] = ['system', 'light', 'dark'];

class Choice {
  theme = $state<Theme>((localStorage.getItem('td.theme') as Theme | null) ?? 'system');
  /** Whether Enter alone sends; else Ctrl or Cmd with Enter. */
  enterSends = $state(localStorage.getItem('td.enter') === '1');
  /** Single-letter shortcuts can be turned off (they disturb speech input). */
  letters = $state(localStorage.getItem('td.letters') !== '0');
  facts = $state(localStorage.getItem('td.facts') !== '0');

  setTheme(theme: Theme): void {
    this.theme = theme;
    localStorage.setItem('td.theme', theme);
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }
  setEnter(on: boolean): void {
    this.enterSends = on;
    localStorage.setItem('td.enter', on ? '1' : '0');
  }
  setLetters(on: boolean): void {
    this.letters = on;
    localStorage.setItem('td.letters', on ? '1' : '0');
  }
  setFacts(on: boolean): void {
    this.facts = on;
    localStorage.setItem('td.facts', on ? '1' : '0');
  }
}

export const choice = new Choice();
