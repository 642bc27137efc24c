/** The shapes of triage on the wire. */
export type {
  Alike as AlikeOne,
  Confusion,
  Models as TriageModels,
  Proposal,
  Proposals,
  TopicName,
  Triage,
  TriageCard,
} from '../../shared/structs';
