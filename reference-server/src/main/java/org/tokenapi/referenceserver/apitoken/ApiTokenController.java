package org.tokenapi.referenceserver.apitoken;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.tokenapi.referenceserver.problem.ProblemException;
import org.tokenapi.referenceserver.problem.Violation;
import org.tokenapi.referenceserver.web.Links;
import org.tokenapi.serverstubs.generated.api.ApiTokensApi;
import org.tokenapi.serverstubs.generated.model.APITokensTriggerActionRequestMedia;
import org.tokenapi.serverstubs.generated.model.APITokensTriggerActionResponseMedia;
import org.tokenapi.serverstubs.generated.model.ApiTokenSummary;
import org.tokenapi.serverstubs.generated.model.PatchAPITokensRequestMedia;
import org.tokenapi.serverstubs.generated.model.PatchAPITokensRequestMedia.MaxCountOfUsesEnum;
import org.tokenapi.serverstubs.generated.model.PatchAPITokensResponseMedia;
import org.tokenapi.serverstubs.generated.model.SearchAPITokensRequestMedia;
import org.tokenapi.serverstubs.generated.model.SearchAPITokensSummaryListMedia;

/** The operations of API tokens. Not final, because the proxy that validates parameters extends it. */
@RestController
class ApiTokenController implements ApiTokensApi {
    private static final String REGENERATE = "regenerate";

    private final ApiTokenService tokens;
    private final ApiTokenMedia media;

    ApiTokenController(ApiTokenService tokens, ApiTokenMedia media) {
        this.tokens = tokens;
        this.media = media;
    }

    @Override
    public ResponseEntity<APITokensTriggerActionResponseMedia> triggerApiTokenAction(
            String tenant, String id, String action, @Nullable APITokensTriggerActionRequestMedia body) {
        if (!action.equals(REGENERATE)) {
            throw ProblemException.badRequest(Violation.query("action", "must be one of " + REGENERATE));
        }
        ApiTokenService.Regenerated regenerated = tokens.regenerate(tenant, id);
        return ResponseEntity.ok(media.regenerated(
                regenerated.token(),
                regenerated.secret(),
                Links.to(PATH_PATCH_API_TOKEN).self(tenant, id)));
    }

    @Override
    public ResponseEntity<PatchAPITokensResponseMedia> patchApiToken(
            String tenant, String id, @Nullable PatchAPITokensRequestMedia body) {
        ApiTokenRow token = body == null
                ? tokens.get(tenant, id)
                : tokens.change(
                        tenant,
                        id,
                        body.getTokenDisplayName(),
                        body.getTokenDescription(),
                        body.getAccessTokenTtl(),
                        number(body.getMaxCountOfUses()));
        return ResponseEntity.ok(
                media.patched(token, Links.to(PATH_PATCH_API_TOKEN).self(tenant, id)));
    }

    @Override
    public ResponseEntity<SearchAPITokensSummaryListMedia> searchApiTokens(
            String tenant, Integer startIndex, Integer pageSize, @Nullable SearchAPITokensRequestMedia body) {
        ApiTokenService.Page found = tokens.search(tenant, TokenSearchReader.read(body, startIndex, pageSize));
        Links links = Links.to(PATH_PATCH_API_TOKEN);
        List<ApiTokenSummary> items = found.tokens().stream()
                .map(token -> media.summary(token, links.self(tenant, token.id())))
                .toList();
        return ResponseEntity.ok(new SearchAPITokensSummaryListMedia()
                .items(items)
                .totalCount(found.totalCount())
                .pageNumber(startIndex)
                .totalPages((found.totalCount() + pageSize - 1) / pageSize)
                .pageSize(pageSize)
                .links(Links.page(PATH_SEARCH_API_TOKENS, tenant, startIndex, pageSize)));
    }

    private static @Nullable Integer number(@Nullable MaxCountOfUsesEnum uses) {
        return uses == null ? null : uses.getValue();
    }
}
