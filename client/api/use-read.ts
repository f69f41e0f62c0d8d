import { useQuery } from "@tanstack/react-query";
import type { QueryKey, UseQueryOptions } from "@tanstack/react-query";
import { useState } from "react";

/** Something read from our server: it is still to come, could not be had, or is there. */
export type Read<T> = {
  readonly data: T | undefined;
  /** Asked for the first time; nothing is known yet. */
  readonly isPending: boolean;
  /** Why there is nothing to show; null once there is something, even if a later refresh failed. */
  readonly failure: unknown;
  readonly isRefetching: boolean;
  readonly reload: () => void;
};

/** One read. A failure stands while it is tried again, so that its words do not come and go under the reader's eyes. */
export function useRead<T, Key extends QueryKey>(options: UseQueryOptions<T, Error, T, Key>): Read<T> {
  const query = useQuery(options);
  const failure = useFailure(query);
  return {
    data: query.data,
    isPending: query.isPending && failure === null,
    failure,
    isRefetching: query.isFetching,
    reload: () => void query.refetch(),
  };
}

type Settling = { readonly data: unknown; readonly error: unknown };

/** Why nothing could be read, from the first failure until something was; null otherwise. */
export function useFailure({ data, error }: Settling): unknown {
  const [last, setLast] = useState<unknown>(null);
  const failure = data === undefined ? (error ?? last) : null;
  if (failure !== last) setLast(failure);
  return failure;
}
