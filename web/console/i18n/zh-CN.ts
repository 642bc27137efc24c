import desk from './zh-CN.json';
import exchange from './exchange.zh-CN.json';
import announcements from './announcements.zh-CN.json';
import assistant from './assistant.zh-CN.json';
import audit from './audit.zh-CN.json';
import delivery from './delivery.zh-CN.json';
import identity from './identity.zh-CN.json';
import incidents from './incidents.zh-CN.json';
import knowledge from './knowledge.zh-CN.json';
import lines from './lines.zh-CN.json';
import official from './official.zh-CN.json';
import oversight from './oversight.zh-CN.json';
import procedures from './procedures.zh-CN.json';
import retention from './retention.zh-CN.json';
import staff from './staff.zh-CN.json';
import surge from './surge.zh-CN.json';
import thread from './thread.zh-CN.json';
import triage from './triage.zh-CN.json';

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
