package azure

import (
	"context"
	"fmt"

	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/bloberror"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/container"

	"smoothscope/tasks/publish"
)

// ListContainers implements publish.Containers.
func (t *Target) ListContainers(ctx context.Context) ([]string, error) {
	const what = "cannot list the containers"
	if t.place.ofContainer() {
		return nil, t.sayAccount(what, onlyContainer, "name the container in the address")
	}
	var names []string
	pager := t.service.NewListContainersPager(nil)
	for pager.More() {
		page, err := pager.NextPage(ctx)
		if err != nil {
			return nil, t.explainAccount(what, err)
		}
		for _, item := range page.ContainerItems {
			if item != nil && item.Name != nil {
				names = append(names, *item.Name)
			}
		}
	}
	return names, nil
}

// CreateContainer implements publish.Containers. Public lets everyone read
// blobs whose names they know, not list them.
func (t *Target) CreateContainer(ctx context.Context, name string, public bool) error {
	what := "cannot create container " + name
	if err := checkContainer(name); err != nil {
		return t.sayAccount(what, err.Error(), "choose another name")
	}
	if t.place.ofContainer() {
		return t.sayAccount(what, onlyContainer, "use the account key or sign in")
	}
	options := &container.CreateOptions{}
	if public {
		access := container.PublicAccessTypeBlob
		options.Access = &access
	}
	_, err := t.service.NewContainerClient(name).Create(ctx, options)
	if bloberror.HasCode(err, bloberror.ContainerAlreadyExists) {
		return fmt.Errorf("%s: %w", what, publish.ErrContainerExists)
	}
	return t.explainAccount(what, err)
}
