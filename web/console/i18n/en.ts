import desk from './en.json';
import identity from './identity.en.json';
import official from './official.en.json';
import oversight from './oversight.en.json';
import retention from './retention.en.json';
import staff from './staff.en.json';
import thread from './thread.en.json';

export default {
  ...desk,
  ...oversight,
  ...retention,
  ...staff,
  ...thread,
  ...identity,
  ...official,
};
