package infrastructure

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

const (
	workflowExecutionNamespace  = "workflowexecution-e2e"
	workflowExecutionKindConfig = "test/infrastructure/kind-workflowexecution-config.yaml"
	tektonVersion               = "v1.6.0"
)

// buildResult is what one parallel image build hands back.
type buildResult struct {
	image string
	took  time.Duration
	err   error
}

// workflowExecutionImages lists what the cluster needs, by Dockerfile.
var workflowExecutionImages = map[string]string{
	"workflowexecution": "docker/workflowexecution.Dockerfile",
	"datastorage":       "docker/datastorage.Dockerfile",
	"authwebhook":       "docker/authwebhook.Dockerfile",
}

// projectRootFrom walks up from dir to the directory that holds go.mod.
func projectRootFrom(dir string) (string, error) {
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", fmt.Errorf("no go.mod above %s", dir)
		}
		dir = parent
	}
}

// runStreaming runs a command with its output on w, so that a hung set-up is visible while it hangs.
func runStreaming(ctx context.Context, w io.Writer, dir, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	cmd.Stdout = w
	cmd.Stderr = w
	return cmd.Run()
}

// SetupWorkflowExecutionInfrastructureHybridWithCoverage brings up everything the WorkflowExecution E2E suite needs.
//
// The cluster comes first because it is what fails soonest on a broken host; the images are then taken from the
// registry or built in parallel, loaded into the cluster, and deployed.
func SetupWorkflowExecutionInfrastructureHybridWithCoverage(ctx context.Context, clusterName, kubeconfigPath string, w io.Writer) error {
	started := time.Now()

	wd, err := os.Getwd()
	if err != nil {
		return fmt.Errorf("failed to read the working directory: %w", err)
	}
	projectRoot, err := projectRootFrom(wd)
	if err != nil {
		return fmt.Errorf("failed to find the project root: %w", err)
	}

	// kind names its context after the cluster; a leftover one of that name would be used silently.
	_ = os.Remove(kubeconfigPath)

	_, _ = fmt.Fprintf(w, "🚀 WorkflowExecution E2E infrastructure (hybrid, parallel image builds)\n")
	_, _ = fmt.Fprintf(w, "   Cluster: %s\n", clusterName)
	for _, tool := range []string{"kind", "podman", "kubectl"} {
		if _, err := exec.LookPath(tool); err != nil {
			return fmt.Errorf("%s must be installed: %w", tool, err)
		}
	}

	// ---- Phase 1: the cluster, before anything that takes minutes -------------------------------------------------
	_, _ = fmt.Fprintf(w, "📦 Phase 1: creating the Kind cluster...\n")
	// The controller writes its coverage data through a mount of this directory, as another user.
	if os.Getenv("E2E_COVERAGE") == "true" {
		coverdataPath := filepath.Join(projectRoot, "test/e2e/workflowexecution/coverdata")
		if err := os.MkdirAll(coverdataPath, 0777); err != nil {
			return fmt.Errorf("failed to create coverdata directory: %w", err)
		}
		_, _ = fmt.Fprintf(w, "   Coverage: %s\n", coverdataPath)
	}

	suiteDir := filepath.Join(projectRoot, "test/e2e/workflowexecution")
	config := filepath.Join(projectRoot, workflowExecutionKindConfig)
	if err := runStreaming(ctx, w, suiteDir, "kind", "create", "cluster",
		"--name", clusterName, "--config", config, "--kubeconfig", kubeconfigPath, "--wait", "5m"); err != nil {
		return fmt.Errorf("failed to create Kind cluster: %w", err)
	}

	// ---- Phase 2: images ------------------------------------------------------------------------------------
	results := make(chan buildResult, len(workflowExecutionImages))
	var builds sync.WaitGroup
	for service, dockerfile := range workflowExecutionImages {
		builds.Add(1)
		go func() {
			defer builds.Done()
			at := time.Now()
			image, err := pullOrBuild(ctx, w, projectRoot, service, dockerfile)
			results <- buildResult{image: image, took: time.Since(at), err: err}
		}()
	}
	builds.Wait()
	close(results)

	var failed []string
	for result := range results {
		if result.err != nil {
			failed = append(failed, result.err.Error())
			continue
		}
		if err := loadIntoCluster(ctx, w, clusterName, result.image); err != nil {
			failed = append(failed, err.Error())
			continue
		}
		_, _ = fmt.Fprintf(w, "✅ %s (%s)\n", result.image, result.took.Round(time.Second))
	}
	if len(failed) > 0 {
		return fmt.Errorf("image set-up failed: %s", strings.Join(failed, "; "))
	}

	// ---- Phase 3: Tekton and the controller -------------------------------------------------------------------
	release := "https://storage.googleapis.com/tekton-releases/pipeline/previous/" + tektonVersion + "/release.yaml"
	for _, args := range [][]string{
		{"apply", "-f", release},
		{"create", "namespace", workflowExecutionNamespace},
		{"apply", "-n", workflowExecutionNamespace, "-k", filepath.Join(projectRoot, "test/infrastructure/manifests/workflowexecution")},
		{"rollout", "status", "-n", workflowExecutionNamespace, "deployment/workflowexecution", "--timeout=180s"},
	} {
		if err := runStreaming(ctx, w, projectRoot, "kubectl", append([]string{"--kubeconfig", kubeconfigPath}, args...)...); err != nil {
			return fmt.Errorf("kubectl %s failed: %w", args[0], err)
		}
	}
	_, _ = fmt.Fprintf(w, "✅ WorkflowExecution is ready after %s\n", time.Since(started).Round(time.Second))
	return nil
}

// pullOrBuild takes a service's image from the registry of the pull request's build, or builds it here.
func pullOrBuild(ctx context.Context, w io.Writer, projectRoot, service, dockerfile string) (string, error) {
	if registry, tag := os.Getenv("IMAGE_REGISTRY"), os.Getenv("IMAGE_TAG"); registry != "" && tag != "" {
		image := fmt.Sprintf("%s/kubernaut-%s:%s", registry, service, tag)
		_, _ = fmt.Fprintf(w, "📦 Registry image: %s\n", image)
		err := runStreaming(ctx, w, projectRoot, "podman", "pull", image)
		if err == nil {
			return image, nil
		}
		_, _ = fmt.Fprintf(w, "⚠️  Registry pull failed: %v\n", err)
		_, _ = fmt.Fprintf(w, "⚠️  Falling back to a local build of %s\n", service)
	}
	image := fmt.Sprintf("localhost/kubernaut-%s:e2e", service)
	if err := runStreaming(ctx, w, projectRoot, "podman", "build", "--no-cache", "-t", image, "-f", dockerfile, "."); err != nil {
		return "", fmt.Errorf("failed to build %s: %w", service, err)
	}
	return image, nil
}

// loadIntoCluster hands an image to the nodes by way of an archive: kind cannot read podman's store.
func loadIntoCluster(ctx context.Context, w io.Writer, clusterName, image string) error {
	archive := filepath.Join(os.TempDir(), strings.NewReplacer("/", "-", ":", "-").Replace(image)+".tar")
	defer func() { _ = os.Remove(archive) }()
	if err := runStreaming(ctx, w, "", "podman", "save", "-o", archive, image); err != nil {
		return fmt.Errorf("failed to save %s: %w", image, err)
	}
	if err := runStreaming(ctx, w, "", "kind", "load", "image-archive", archive, "--name", clusterName); err != nil {
		return fmt.Errorf("failed to load %s: %w", image, err)
	}
	return nil
}
