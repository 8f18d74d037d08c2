using static TorchSharp.torch;

namespace Eegavi.Losses.Tests.Parity;

/// <summary>Tensors of a published implementation that are not part of the repository: inputs, outputs and gradients of one case.</summary>
internal sealed class Fixture : IDisposable
{
    private readonly SafetensorsFile _file;

    private Fixture(SafetensorsFile file) => _file = file;

    /// <summary>Opens a case; skips the test where the fixtures are absent.</summary>
    public static Fixture Open(string name)
    {
        var folder = Find();
        Skip.If(folder is null, "the parity fixtures are absent (set EEGAVI_SHARED)");
        return new(SafetensorsFile.Open(Path.Combine(folder!, name + ".safetensors")));
    }

    /// <summary>A tensor by its name in the case.</summary>
    public Tensor this[string name] => _file.Read(name);

    /// <summary>An input as the end of a loss, all rows present, asking for a gradient.</summary>
    public LossVector End(string name)
    {
        var values = this["in/" + name].requires_grad_();
        return new(name, values, ones([values.shape[0]], ScalarType.Bool));
    }

    public void Dispose() => _file.Dispose();

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("EEGAVI_SHARED") is { Length: > 0 } set) return Existing(Path.Combine(set, "parity"));
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "EEGAVI.sln"))) return Existing(Path.Combine(folder.FullName, "..", "shared", "parity"));
        return null;
    }

    private static string? Existing(string path) => Directory.Exists(path) ? path : null;
}
