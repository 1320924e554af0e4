// Says which element template the Modeler would refuse, and why.
import { readFileSync, readdirSync } from 'node:fs';
import { validate } from '@bpmn-io/element-templates-validator';

const folder = new URL('.camunda/element-templates/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
let wrong = files.length === 0 ? 1 : 0;
for (const name of files) {
  const { valid, errors } = validate(JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
  if (!valid) {
    wrong += 1;
    errors.forEach((error) => console.error(`${name}${error.instancePath ?? error.dataPath ?? ''}: ${error.message}`));
  }
}
process.exit(wrong === 0 ? 0 : 1);
