import desk from './zh-CN.json';
import exchange from './exchange.zh-CN.json';
import identity from './identity.zh-CN.json';
import official from './official.zh-CN.json';
import oversight from './oversight.zh-CN.json';
import staff from './staff.zh-CN.json';
import thread from './thread.zh-CN.json';

export default {
  ...desk,
  ...oversight,
  ...staff,
  ...thread,
  ...identity,
  ...official,
  ...exchange,
};
