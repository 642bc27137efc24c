/** The shapes of triage on the wire. */
export type {
  Confusion,
  Models as TriageModels,
  Proposal,
  Proposals,
  TopicName,
  Triage,
  TriageCard,
} from '../../shared/structs';
