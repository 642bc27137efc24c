import desk from './en.json';
import exchange from './exchange.en.json';
import identity from './identity.en.json';
import official from './official.en.json';
import oversight from './oversight.en.json';
import staff from './staff.en.json';
import thread from './thread.en.json';

export default {
  ...desk,
  ...oversight,
  ...staff,
  ...thread,
  ...identity,
  ...official,
  ...exchange,
};
