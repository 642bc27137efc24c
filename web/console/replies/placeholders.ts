/** What the buttons below a macro's text put into it; the server knows more and says what it does not know. */
export const PLACEHOLDERS = [
  'customer.name',
  'agent.name',
  'conversation.number',
  'conversation.topic',
  'conversation.line',
  'brand.name',
  'brand.host',
  'hours',
] as const;
