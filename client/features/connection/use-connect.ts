import { useMutation, useQueryClient } from "@tanstack/react-query";
import {
  AuthorizeConnection,
  CheckConnection,
  DeleteConnection,
  PutConnection,
  RotatePush,
} from "../../../server/contract/connection.ts";
import type { BodyOf } from "../../../server/contract/endpoint.ts";
import { PostPurge } from "../../../server/contract/purge.ts";
import { call } from "../../api/call.ts";
import { keys } from "../../api/keys.ts";
import type { PopupResult } from "../../frame/popup.ts";
import { signInByPopup } from "../../frame/popup.ts";

/** What an admin does with the connection. After each, everything of the company is read again. */
export function useConnect(companyId: number) {
  const cache = useQueryClient();
  const params = { c: companyId };
  const refresh = () => cache.invalidateQueries({ queryKey: keys.company(companyId) });

  const save = useMutation({
    mutationFn: (body: BodyOf<typeof PutConnection>) => call(PutConnection, { params, body }),
    onSuccess: refresh,
  });
  // Read again whatever the window said: a login page may cut its tie to us and succeed all the same.
  const signIn = useMutation({
    mutationFn: (): Promise<PopupResult> => signInByPopup(call(AuthorizeConnection, { params }).then(({ url }) => url)),
    onSettled: refresh,
  });
  const check = useMutation({ mutationFn: () => call(CheckConnection, { params }), onSettled: refresh });
  const rotate = useMutation({ mutationFn: () => call(RotatePush, { params }), onSuccess: refresh });
  const disconnect = useMutation({ mutationFn: () => call(DeleteConnection, { params }), onSuccess: refresh });
  const purge = useMutation({ mutationFn: () => call(PostPurge, { params }), onSuccess: refresh });
  return { save, signIn, check, rotate, disconnect, purge };
}

export type Connect = ReturnType<typeof useConnect>;
