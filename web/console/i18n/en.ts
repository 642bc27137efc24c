import desk from './en.json';
import exchange from './exchange.en.json';
import announcements from './announcements.en.json';
import assistant from './assistant.en.json';
import audit from './audit.en.json';
import delivery from './delivery.en.json';
import identity from './identity.en.json';
import incidents from './incidents.en.json';
import knowledge from './knowledge.en.json';
import lines from './lines.en.json';
import official from './official.en.json';
import oversight from './oversight.en.json';
import procedures from './procedures.en.json';
import retention from './retention.en.json';
import staff from './staff.en.json';
import surge from './surge.en.json';
import thread from './thread.en.json';
import triage from './triage.en.json';

export default {
  ...desk,
  ...announcements,
  ...assistant,
  ...audit,
  ...delivery,
  ...exchange,
  ...identity,
  ...incidents,
  ...knowledge,
  ...lines,
  ...official,
  ...oversight,
  ...procedures,
  ...retention,
  ...staff,
  ...surge,
  ...thread,
  ...triage,
};
