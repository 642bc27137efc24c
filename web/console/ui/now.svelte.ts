/** One clock for everything that shows how long something has waited. */
class Now {
  ms = $state(Date.now());
  start(): () => void {
    const ticking = setInterval(() => (this.ms = Date.now()), 5_000);
    return () => clearInterval(ticking);
  }
}
export const now = new Now();
