using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Losses;

/// <summary>Options of <see cref="VateTeacher"/>.</summary>
public sealed record VateTeacherOptions : PartOptions<ITeacher>
{
    /// <summary>A safetensors file with <c>video.#.weight</c> and <c>.bias</c>, <c>audio.#.…</c>, <c>text.#.…</c>, # from 0 to 2. No default.</summary>
    [FilePath, MinLength(1)] public string Weights { get; init; } = "";

    /// <summary>The modality that holds logits of ViViT on Kinetics-400, 400 wide. Default <c>video</c>.</summary>
    [MinLength(1)] public string Video { get; init; } = "video";

    /// <summary>The modality that holds HuBERT's last layer, 768 wide. Default <c>audio</c>.</summary>
    [MinLength(1)] public string Audio { get; init; } = "audio";

    /// <summary>The modality that holds BERT's pooled vector, 768 wide. Default <c>text</c>.</summary>
    [MinLength(1)] public string Text { get; init; } = "text";
}

/// <summary>The VATE teacher: what its three networks, trained against each other on emotional videos, make of face, voice and words.</summary>
/// <remarks>
/// For each stream: mean of its real tokens → Linear → ReLU → Linear → ReLU → Linear (in → 200 → 200 → 100) → length 1. 568,700 parameters and a scale that only its own
/// training needs. Trained as CLIP is: Radford et al. 2021, arXiv:2103.00020.
/// </remarks>
[Part("vate")]
public sealed class VateTeacher : Module<Batch, IReadOnlyDictionary<string, LossVector>>, ITeacher
{
    private const int Hidden = 200, Output = 100;
    private readonly (string Name, string Modality, int Width, Sequential Layers)[] _streams;

    /// <summary>Makes the teacher and loads its weights.</summary>
    /// <exception cref="IOException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It lacks weights, or their shapes differ.</exception>
    public VateTeacher(VateTeacherOptions options) : base("vate")
    {
        _streams = [Stream("video", options.Video, 400), Stream("audio", options.Audio, 768), Stream("text", options.Text, 768)];
        foreach (var stream in _streams) register_module(stream.Name, stream.Layers);
        foreach (var parameter in parameters()) parameter.requires_grad = false;
        using (var file = SafetensorsFile.Open(options.Weights)) ModuleWeights.LoadSelected(this, file, new() { Layout = Layout });
        using var bytes = File.OpenRead(options.Weights);
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    private static WeightLayout Layout { get; } = new("vate", new WeightRule("{s}.0.*", "{s}.0.*"), new WeightRule("{s}.2.*", "{s}.1.*"), new WeightRule("{s}.4.*", "{s}.2.*")) { Ignored = ["logit_scale"] };

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, int> Widths { get; } = new Dictionary<string, int> { ["audio"] = Output, ["text"] = Output, ["video"] = Output };

    /// <inheritdoc/>
    public string Fingerprint { get; }

    /// <summary>What it makes of each stream.</summary>
    /// <returns><c>audio</c>, <c>text</c>, <c>video</c>: [B, 100] of length 1; present where the row has the stream.</returns>
    /// <exception cref="ArgumentException">A stream has another width.</exception>
    public override IReadOnlyDictionary<string, LossVector> forward(Batch batch)
    {
        using var _ = no_grad();
        var device = parameters().First().device;
        return _streams.ToDictionary(s => s.Name, s => Read(s.Name, batch.Modalities.GetValueOrDefault(s.Modality), s.Width, s.Layers, batch.Size, device), StringComparer.Ordinal);
    }

    private static LossVector Read(string name, ModalityWindow? window, int width, Sequential layers, int rows, Device device)
    {
        if (window is null) return new(name, zeros([rows, Output], device: device), zeros([rows], ScalarType.Bool, device));
        Axes.Match((window.Values, $"B N {width}"), (window.Valid, "B N"));
        using var scope = NewDisposeScope();
        var (means, present) = (Masked.Mean(window.Values, window.Valid), window.Valid.any(1));
        var vectors = functional.normalize(layers.call(means), 2, 1) * present.unsqueeze(1);
        return new(name, vectors.MoveToOuterDisposeScope(), present.MoveToOuterDisposeScope());
    }

    private static (string, string, int, Sequential) Stream(string name, string modality, int width) =>
        (name, modality, width, Sequential(Linear(width, Hidden), ReLU(), Linear(Hidden, Hidden), ReLU(), Linear(Hidden, Output)));
}
