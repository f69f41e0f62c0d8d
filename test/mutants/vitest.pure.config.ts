import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Examples before laws: most mutations fail an example at once, and a law takes seconds. */
class ExamplesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLaw = ({ moduleId }: TestSpecification): boolean => moduleId.endsWith(".laws.test.ts");
    const sorted = await super.sort(files);
    return [...sorted.filter((file) => !isLaw(file)), ...sorted.filter(isLaw)];
  }
}

/** The tests of the pure files, for the mutation-testing library: no server, no database, no browser. */
export default defineConfig({
  test: {
    environment: "node",
    include: ["test/unit/{client,domain,sync,net,jobs,acumatica,procore}/**/*.test.ts"],
    setupFiles: ["test/mutants/same-each-time.ts"],
    sequence: { sequencer: ExamplesFirst },
    testTimeout: 30_000,
  },
});
