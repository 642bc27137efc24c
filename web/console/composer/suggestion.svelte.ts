/** Words that stand beside the conversation and were chosen for the answer: the composer takes them over. */
class Suggestion {
  offered = $state.raw<{ number: string; text: string } | null>(null);

  offer(number: string, text: string): void {
    this.offered = { number, text };
  }

  /** Give what was offered for this conversation, once. */
  take(number: string): string | null {
    if (this.offered?.number !== number) return null;
    const { text } = this.offered;
    this.offered = null;
    return text;
  }
}
export const suggestion = new Suggestion();
