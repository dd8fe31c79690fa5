import type { OperationPlan, StructurePlan } from "@inia/service-model";

/** Whether an operation's input or output streams events. */
export function streamsEvents({ input, output }: OperationPlan): boolean {
  return [input, output].some((structure?: StructurePlan) =>
    structure?.members.some(({ ref }) => ref.traits.eventstream === true),
  );
}
