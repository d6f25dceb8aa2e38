// Package targets lists the kinds of publishing targets. To add one, write a
// package beside it that offers a publish.Kind, and a line in All.
package targets

import (
	"context"
	"errors"
	"strings"

	"smoothscope/tasks/publish"
	"smoothscope/tasks/publish/azure"
	"smoothscope/tasks/publish/folder"
)

// All is the kinds, the default first. Whoever signs in interactively keeps
// the list, since a Kind remembers the sign-in.
func All() []publish.Kind {
	return []publish.Kind{
		folder.Kind(),
		azure.Kind(),
	}
}

// ForArgument opens the TARGET of a command line: a folder's path,
// azure://ACCOUNT/CONTAINER, or http(s)://HOST/…/CONTAINER?SAS. env looks up
// environment variables.
func ForArgument(ctx context.Context, arg string, env func(string) string) (publish.Target, error) {
	for _, kind := range All() {
		if settings, ok := kind.Match(arg, env); ok {
			return kind.Open(ctx, settings)
		}
	}
	if scheme, _, ok := strings.Cut(arg, "://"); ok {
		return nil, errors.New("unknown kind of target " + scheme + ":// (folder, azure://ACCOUNT/CONTAINER, https://…/CONTAINER?SAS)")
	}
	return nil, errors.New("the target is empty: name a folder, azure://ACCOUNT/CONTAINER, or https://…/CONTAINER?SAS")
}
