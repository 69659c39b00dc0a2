export function dependencyPage(): string;
export function sbom(): string;
