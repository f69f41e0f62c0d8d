import { useInfiniteQuery, useIsFetching } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { useFailure } from "./use-read.ts";

type Page<Item> = { readonly items: readonly Item[]; readonly nextPageToken: string | null };

type Asked = { readonly page_token?: string; readonly page_size: number };

type Pages<P> = {
  readonly key: readonly unknown[];
  readonly read: (asked: Asked, signal: AbortSignal) => Promise<P>;
  readonly enabled?: boolean;
};

/** The first page is small, so that something is on screen at once; the others are as large as the server gives. */
const FIRST_ROWS = 200;
const NEXT_ROWS = 1_000;

/** Reads a list page by page to its end. What has come so far is there at once, with `complete` telling whether it is all. */
export function useAllPages<Item, P extends Page<Item>>({ key, read, enabled = true }: Pages<P>) {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      read(pageParam === null ? { page_size: FIRST_ROWS } : { page_token: pageParam, page_size: NEXT_ROWS }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextPageToken,
    enabled,
  });

  // The next page is large: whatever the reader has nothing of yet goes first.
  const othersFirst = useIsFetching({ predicate: ({ state }) => state.data === undefined }) > 0;
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isFetchNextPageError && !othersFirst) void fetchNextPage();
  }, [hasNextPage, isFetching, isFetchNextPageError, othersFirst, fetchNextPage]);

  const failure = useFailure(query);
  const items = useMemo(() => query.data?.pages.flatMap((page): readonly Item[] => page.items) ?? [], [query.data]);
  return {
    items,
    first: query.data?.pages[0] ?? null,
    isPending: query.isPending && failure === null,
    error: failure ?? query.error,
    /** Nothing at all could be read; otherwise an error leaves what had come before. */
    isFailed: failure !== null,
    /** The rest of what there is could not be read. */
    isCutShort: isFetchNextPageError,
    complete: query.data !== undefined && !hasNextPage,
    isRefreshing: query.isRefetching,
    reload: () => {
      void (isFetchNextPageError ? fetchNextPage() : query.refetch());
    },
  };
}
