package azure

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/to"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/service"
)

const (
	corsMethods = "GET,HEAD,OPTIONS"
	corsAge     = 3600 // seconds that a browser may remember the answer
	maxCORS     = 5    // rules that an account can have
)

// SetCORS implements publish.CORS: it adds one rule to the account's blob
// service, unless one of those that are there allows as much already. It
// never changes or removes one.
func (t *Target) SetCORS(ctx context.Context) error {
	const what = "cannot set the CORS rule"
	if t.place.ofContainer() {
		return t.sayAccount(what, onlyContainer, "use the account key, or ask the account's owner to allow GET and HEAD from every origin")
	}
	old, err := t.service.GetProperties(ctx, nil)
	if err != nil {
		return t.explainAccount(what, err)
	}
	if slices.ContainsFunc(old.CORS, sufficient) {
		return nil
	}
	if len(old.CORS) >= maxCORS {
		return t.sayAccount(what, fmt.Sprintf("the account has %d rules already, which is the most", len(old.CORS)),
			"remove one in the portal under Resource sharing (CORS)")
	}
	rules := append(slices.Clone(old.CORS), &service.CORSRule{
		AllowedOrigins: to.Ptr("*"), AllowedMethods: to.Ptr(corsMethods), AllowedHeaders: to.Ptr("*"),
		ExposedHeaders: to.Ptr("*"), MaxAgeInSeconds: to.Ptr(int32(corsAge)),
	})
	_, err = t.service.SetProperties(ctx, &service.SetPropertiesOptions{CORS: rules})
	return t.explainAccount(what, err)
}

// sufficient reports whether a rule lets every page read.
func sufficient(rule *service.CORSRule) bool {
	if rule == nil || !lists(rule.AllowedOrigins, "*") || !lists(rule.AllowedHeaders, "*") || !lists(rule.ExposedHeaders, "*") {
		return false
	}
	for _, method := range strings.Split(corsMethods, ",") {
		if !lists(rule.AllowedMethods, method) {
			return false
		}
	}
	return true
}

// lists reports whether a comma-separated list has the word.
func lists(list *string, word string) bool {
	if list == nil {
		return false
	}
	return slices.ContainsFunc(strings.Split(*list, ","), func(s string) bool {
		return strings.EqualFold(strings.TrimSpace(s), word)
	})
}
