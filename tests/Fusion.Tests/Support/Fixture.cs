using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

/// <summary>Tensors that a published implementation computed: parameters, inputs, outputs, gradients of Σ output · cotangent.</summary>
internal sealed class Fixture : IDisposable
{
    private readonly SafetensorsFile _file;

    private Fixture(SafetensorsFile file) => _file = file;

    /// <summary>Opens a case, or skips the test where the shared folder (beside the repository, or EEGAVI_SHARED) is absent.</summary>
    public static Fixture Open(string name)
    {
        var path = Path.Combine(Folder(), $"{name}.safetensors");
        Skip.IfNot(File.Exists(path), $"the parity case '{name}' is not there: expected a folder shared/ beside the repository, or EEGAVI_SHARED");
        return new(SafetensorsFile.Open(path));
    }

    public Tensor this[string name] => _file.Read(name);

    /// <summary>Gives a module the parameters, which must be its own by name.</summary>
    public void Load(nn.Module module)
    {
        module.state_dict().Keys.Should().BeEquivalentTo(Named("param/"));
        using var _ = no_grad();
        foreach (var (name, tensor) in module.state_dict()) tensor.copy_(this[$"param/{name}"]);
    }

    /// <summary>Gives a module the parameters under their published names.</summary>
    /// <param name="module">Its published relative is the case's.</param>
    /// <param name="layout">Their names.</param>
    /// <param name="into">The module's names that are loaded; none = all, and nothing may be left over.</param>
    public WeightReport Load(nn.Module module, WeightLayout layout, params string[] into) =>
        ModuleWeights.LoadSelected(module, _file, new() { Layout = layout, Keys = "param/*", Into = into });

    /// <summary>Compares the gradients that the case has, where some of ours may be joined of several.</summary>
    public void GradientsShouldFit(nn.Module module, WeightLayout layout)
    {
        var there = Named("grad_param/").Select(name => $"grad_param/{name}").ToHashSet();
        foreach (var (own, parameter) in module.named_parameters())
        {
            if (layout.Published(own, name => there.Contains($"grad_param/{name}")) is not { } published) continue;
            parameter.grad!.ShouldBe(cat([.. published.Select(name => this[$"grad_param/{name}"])], 0).view(parameter.shape), 1e-4);
            there.ExceptWith(published.Select(name => $"grad_param/{name}"));
        }
        there.Should().BeEmpty("each gradient of the case is one of ours");
    }

    /// <summary>Compares the gradients that the case has.</summary>
    public void GradientsShouldFit(nn.Module module)
    {
        foreach (var name in Named("grad_param/")) module.get_parameter(name).grad!.ShouldBe(this[$"grad_param/{name}"], 1e-4);
    }

    public void Dispose() => _file.Dispose();

    private IEnumerable<string> Named(string prefix) =>
        _file.Names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => name[prefix.Length..]);

    private static string Folder()
    {
        if (Environment.GetEnvironmentVariable("EEGAVI_SHARED") is { Length: > 0 } shared) return Path.Combine(shared, "parity");
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EEGAVI.sln"))) folder = folder.Parent;
        return Path.Combine(folder?.Parent?.FullName ?? "", "shared", "parity");
    }
}
