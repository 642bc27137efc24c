/** What an endpoint may be told, in the order of a conversation's life. */
import type { News } from '../../shared/wire';

export const NEWS: News[] = [
  'conversation.opened',
  'message.received',
  'conversation.assigned',
  'reply.written',
  'note.written',
  'conversation.labelled',
  'conversation.status_changed',
  'conversation.snoozed',
  'conversation.resolved',
  'conversation.reopened',
  'conversation.closed',
  'conversation.rated',
  'conversation.brought_along',
  'conversation.joined',
];
