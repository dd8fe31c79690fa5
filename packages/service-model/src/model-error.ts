/** Something is wrong in a service description; says in which file and where. */
export class ModelError extends Error {
  override readonly name: string = "ModelError";
  /** File that holds the mistake, or the name of the service where no file is known. */
  readonly file: string;
  /** Where in the file, as names joined with dots: `operations.GetX.input.shape`. */
  readonly path: string;
  /** What is wrong, without file and path. */
  readonly problem: string;

  constructor(file: string, path: string, problem: string, cause?: unknown) {
    super(`${file}: ${path ? `${path}: ` : ""}${problem}`, cause === undefined ? undefined : { cause });
    this.file = file;
    this.path = path;
    this.problem = problem;
  }
}
