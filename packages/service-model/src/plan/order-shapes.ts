import type { RefPlan, StructurePlan } from "./plan.ts";

/**
 * Orders structures so that each comes after those it refers to, and marks the references for which that cannot be
 * (`cyclic`): they lead back to a structure that is not yet complete.
 */
export function orderShapes(structures: Iterable<StructurePlan>): StructurePlan[] {
  const ordered = new Set<StructurePlan>();
  const open = new Set<StructurePlan>();

  const visit = (structure: StructurePlan): void => {
    if (ordered.has(structure)) return;
    open.add(structure);
    for (const { ref } of structure.members) follow(ref);
    open.delete(structure);
    ordered.add(structure);
  };
  const follow = (ref: RefPlan): void => {
    const { shape } = ref;
    if (shape.kind === "list") follow(shape.element);
    else if (shape.kind === "map") follow(shape.value);
    else if (shape.kind === "named") {
      if (open.has(shape.target)) ref.cyclic = true;
      else visit(shape.target);
    }
  };
  for (const structure of structures) visit(structure);
  return [...ordered];
}
