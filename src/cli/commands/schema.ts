/** `tokamark schema`: the JSON Schema of a result, as it is published. */
import { resultJsonSchema } from '../../report/json-schema';
import { command } from '../command';
import { EXIT } from '../exit-codes';

export const schema = command({
  name: 'schema',
  description: 'print the JSON Schema of a result',
  options: [],
  read: () => null,
  run: (_, { streams }) => {
    streams.stdout.write(resultJsonSchema());
    return Promise.resolve(EXIT.ok);
  },
});
