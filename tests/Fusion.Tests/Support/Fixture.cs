using System.Text.Json;
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

    /// <summary>The parameters by their published names.</summary>
    public IEnumerable<(string Name, Tensor Values)> Parameters => Named("param/").Select(name => (name, this[$"param/{name}"]));

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

    /// <summary>Gives a module the parameters under other names; every one must find its place.</summary>
    public void Load(nn.Module module, Func<string, Source> published)
    {
        var sources = module.state_dict().Keys.ToDictionary(own => own, published);
        sources.Values.SelectMany(source => source.Names).Distinct().Should().BeEquivalentTo(Named("param/"));
        using var _ = no_grad();
        foreach (var (name, tensor) in module.state_dict()) tensor.copy_(sources[name].Read(this, "param/"));
    }

    /// <summary>Compares the gradients that the case has, under other names.</summary>
    public void GradientsShouldFit(nn.Module module, Func<string, Source> published)
    {
        var there = Named("grad_param/").ToHashSet();
        var compared = module.named_parameters().Where(own => published(own.name).Names.All(there.Contains)).ToList();
        compared.SelectMany(own => published(own.name).Names).Distinct().Should().BeEquivalentTo(there);
        foreach (var (name, parameter) in compared) parameter.grad!.ShouldBe(published(name).Read(this, "grad_param/"), 1e-4);
    }

    /// <summary>Compares the gradients that the case has.</summary>
    public void GradientsShouldFit(nn.Module module)
    {
        foreach (var name in Named("grad_param/")) module.get_parameter(name)!.grad!.ShouldBe(this[$"grad_param/{name}"], 1e-4);
    }

    /// <summary>Gives a module weights that the case states as a formula, by their places in its list (shared/parity/README.md).</summary>
    /// <param name="module">Its published relative is the case's.</param>
    /// <param name="layout">Their names.</param>
    /// <returns>Names of the list that the module has no use for.</returns>
    public IReadOnlyList<string> Fill(nn.Module module, WeightLayout layout)
    {
        var rows = JsonSerializer.Deserialize<JsonElement[][]>(_file.Metadata["weight_spec"])!
            .Select((row, number) => (Name: Cut(row[0].GetString()!, layout), Row: row, Number: number)).ToDictionary(entry => entry.Name);
        var unused = rows.Keys.ToHashSet();
        using var _ = no_grad();
        foreach (var (own, target) in module.state_dict())
        {
            var published = layout.Published(own, rows.ContainsKey) ?? throw new InvalidOperationException($"The case has no '{own}'.");
            unused.ExceptWith(published);
            using var scope = NewDisposeScope();
            target.copy_(cat([.. published.Select(name => Values(rows[name].Row, rows[name].Number))], 0).view(target.shape));
        }
        return [.. unused];
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Where the cases are.</summary>
    public static string Folder()
    {
        var shared = Environment.GetEnvironmentVariable("EEGAVI_SHARED");
        return Path.Combine(string.IsNullOrEmpty(shared) ? Path.Combine(Root(), "..", "shared") : shared, "parity");
    }

    /// <summary>The repository.</summary>
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "EEGAVI.sln"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside of the repository.");
        return folder.FullName;
    }

    private IEnumerable<string> Named(string prefix) =>
        _file.Names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => name[prefix.Length..]);

    private static string Cut(string name, WeightLayout layout) =>
        layout.Prefixes.Aggregate(name, (rest, prefix) => rest.StartsWith(prefix, StringComparison.Ordinal) ? rest[prefix.Length..] : rest);

    private static Tensor Values(JsonElement[] row, int number)
    {
        var shape = row[1].Deserialize<long[]>()!;
        return tensor(Formula.Values(number, shape.Aggregate(1L, (product, size) => product * size), row[2].GetDouble(), row[3].GetDouble())).view(shape);
    }
}

/// <summary>The published tensors of which one of ours is made: joined along their first axis, or some of the parts of one.</summary>
internal sealed record Source(string[] Names, Range Taken = default, int Parts = 1)
{
    public static implicit operator Source(string name) => new([name]);

    public Tensor Read(Fixture fixture, string prefix)
    {
        // A scalar can be neither joined nor parted.
        var joined = Names.Length == 1 ? fixture[prefix + Names[0]] : cat([.. Names.Select(name => fixture[prefix + name])], 0);
        return Parts == 1 ? joined : cat(joined.chunk(Parts, 0)[Taken], 0);
    }
}

/// <summary>The weight formula of the larger cases.</summary>
internal static class Formula
{
    public static float[] Values(int number, long count, double centre, double amplitude)
    {
        var values = new float[count];
        var start = unchecked(0x9E3779B9u * (uint)(number + 1));
        for (var i = 0; i < values.Length; i++) values[i] = (float)(centre + amplitude * (Hash(unchecked((uint)i + start)) / 4294967296.0 - 0.5));
        return values;
    }

    private static uint Hash(uint x)
    {
        unchecked
        {
            x = (x ^ (x >> 16)) * 0x85ebca6bu;
            x = (x ^ (x >> 13)) * 0xc2b2ae35u;
            return x ^ (x >> 16);
        }
    }
}
