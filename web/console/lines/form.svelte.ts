/** The settings of one line while they are being changed: what is mine, what holds, what will not do. */
import { Problem } from '../../shared/http';
import type { LineSettings, SettingFault, TrialFinding } from '../../shared/wire';
import { http, session } from '../session/session.svelte';
import { t, type TextKey } from '../ui/texts.svelte';
import { changedNames, faultOf, mergedOver, type Value, type Values } from './values';

const wordsOf = (code: string, limit: string) => t(`setting.fault.${code}` as TextKey, { limit });

export class SettingsForm {
  base = $state.raw<LineSettings>(null!);
  values = $state<Values>({});
  /** Only what is to be replaced; never kept anywhere. */
  secrets = $state<Record<string, string>>({});
  /** What the server says will not do, until it is changed. */
  told = $state<Record<string, string>>({});
  saving = $state(false);
  trying = $state(false);
  findings = $state.raw<readonly TrialFinding[] | null>(null);
  /** Set when somebody else was faster: the names of what they changed. */
  theirs = $state.raw<readonly string[] | null>(null);
  /** What was written here earlier and never saved is back. */
  restored = $state(false);

  readonly changed = $derived([
    ...changedNames(this.base.values, this.values),
    ...Object.keys(this.secrets),
  ]);
  readonly faults = $derived(this.#faults());

  constructor(settings: LineSettings) {
    this.#take(settings, settings.values);
    this.#recall();
  }

  set(name: string, value: Value): void {
    this.values[name] = value;
    this.told = {}; // what was refused may have been about two fields together
    this.findings = null;
    this.#remember();
  }

  /** A new secret, "" to remove it, or undefined to leave it as it is. */
  setSecret(name: string, value: string | undefined): void {
    if (value === undefined) delete this.secrets[name];
    else this.secrets[name] = value;
    this.told = {}; // what was refused may have been about two fields together
    this.findings = null;
  }

  discard(): void {
    this.#take(this.base, this.base.values);
    this.theirs = null;
    this.restored = false;
    this.#forget();
  }

  /** True when it holds now. */
  async save(): Promise<boolean> {
    this.saving = true;
    try {
      const saved = await http<LineSettings>('PUT', this.#path, { body: this.#body });
      this.took(saved);
      return true;
    } catch (error) {
      if (this.#understood(error)) return false;
      throw error;
    } finally {
      this.saving = false;
    }
  }

  async try(): Promise<void> {
    this.trying = true;
    this.findings = null;
    try {
      const asking = { body: this.#body, patience: 60_000 };
      const tried = await http<{ items: TrialFinding[] }>('POST', `${this.#path}/try`, asking);
      this.findings = tried.items;
    } catch (error) {
      if (!this.#understood(error)) throw error;
    } finally {
      this.trying = false;
    }
  }

  async restore(to: number): Promise<void> {
    const body = { version: this.base.version, to };
    this.took(await http<LineSettings>('POST', `${this.#path}/restore`, { body }));
  }

  took(settings: LineSettings): void {
    this.#take(settings, settings.values);
    this.theirs = null;
    this.restored = false;
    this.#forget();
  }

  get #path(): string {
    return `/api/v1/settings/lines/${encodeURIComponent(this.base.line)}`;
  }

  get #body() {
    const { values, secrets, base } = this;
    return { version: base.version, values: $state.snapshot(values), secrets: { ...secrets } };
  }

  get #key(): string {
    return `td.lines.${session.brand?.slug}.${this.base.line}`;
  }

  #take(settings: LineSettings, values: Values): void {
    this.base = settings;
    this.values = structuredClone(values);
    this.secrets = {};
    this.told = {};
  }

  #faults(): Record<string, string> {
    const found: Record<string, string> = { ...this.told };
    for (const field of this.base.fields) {
      const value = field.secret ? this.secrets[field.name] : this.values[field.name];
      const fault = value === undefined || value === '' ? null : faultOf(field, value);
      const bad = fault ?? (field.secret || value !== '' ? null : faultOf(field, value));
      if (bad) found[field.name] = wordsOf(bad.code, bad.limit);
    }
    return found;
  }

  /** Takes over what a refusal says; false when it is none of ours. */
  #understood(error: unknown): boolean {
    if (!(error instanceof Problem)) return false;
    if (error.code === 'settings_unfit') {
      const errors = error.body.errors as SettingFault[];
      this.told = Object.fromEntries(errors.map((one) => [one.field, one.text]));
      return true;
    }
    if (error.code !== 'settings_changed') return false;
    const current = error.body.current as LineSettings;
    const mine = mergedOver(this.base.values, $state.snapshot(this.values), current.values);
    this.theirs = changedNames(this.base.values, current.values);
    this.base = current;
    this.values = mine;
    this.#remember();
    return true;
  }

  #remember(): void {
    const { base, values } = this;
    const mine = changedNames(base.values, values).map((name) => [name, values[name]]);
    if (mine.length === 0) return this.#forget();
    const kept = { version: base.version, values: Object.fromEntries(mine) };
    sessionStorage.setItem(this.#key, JSON.stringify(kept));
  }

  #recall(): void {
    const kept = sessionStorage.getItem(this.#key);
    if (!kept) return;
    const { values } = JSON.parse(kept) as { values: Values };
    const known = Object.entries(values).filter(([name]) => name in this.base.values);
    this.values = { ...this.values, ...Object.fromEntries(known) };
    this.restored = this.changed.length > 0;
  }

  #forget(): void {
    sessionStorage.removeItem(this.#key);
  }
}
