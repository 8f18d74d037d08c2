using Eegavi.Plugins;

namespace Eegavi.Models;

/// <summary>
/// A model and its losses, as a configuration file has them in <c>model</c> and <c>losses</c>. <see cref="FusionModel.Compose"/> begins one. Each method returns
/// a new composition, so that variants may share a beginning. Options choose their part; <see cref="SpecWriter"/> writes the file, <see cref="SpecBinder"/> reads it back.
/// </summary>
public sealed record ModelComposition
{
    /// <summary>The model.</summary>
    public required ModelSpec Model { get; init; }

    /// <summary>Its losses. Default: none, for a model that is only used.</summary>
    public IReadOnlyList<LossSpec> Losses { get; init; } = [];

    /// <summary>Adds a modality that is read. Modalities are taken in ordinal order of their names.</summary>
    /// <param name="name">By which blocks and losses know it.</param>
    /// <param name="encoder">Makes tokens of the raw window.</param>
    /// <param name="resampler">Makes few tokens of many. Null = <c>identity</c>.</param>
    /// <param name="modality">Its name in the data. Null = <paramref name="name"/>.</param>
    /// <exception cref="ArgumentException">There is one of that name.</exception>
    public ModelComposition Context(string name, EncoderSpec encoder, ResamplerSpec? resampler = null, string? modality = null) => this with
    {
        Model = Model with { Context = With(Model.Context, name, new() { Modality = modality, Encoder = encoder, Resampler = resampler ?? new() }) },
    };

    /// <summary>Adds a table that conditions the query; a block reads it by its name.</summary>
    /// <param name="name">By which blocks know it.</param>
    /// <param name="encoder">Makes a token of the table.</param>
    /// <param name="availableAtInference">Whether users of the trained model have the table too.</param>
    /// <param name="dropout">Chance that a row's table is hidden in training.</param>
    /// <param name="modality">Its name in the data. Null = <paramref name="name"/>.</param>
    /// <exception cref="ArgumentException">There is one of that name.</exception>
    public ModelComposition Sidecar(string name, EncoderSpec encoder, bool availableAtInference = false, double dropout = 0, string? modality = null) => this with
    {
        Model = Model with
        {
            Sidecars = With(Model.Sidecars, name, new() { Modality = modality, Encoder = encoder, AvailableAtInference = availableAtInference, Dropout = dropout }),
        },
    };

    /// <summary>Adds a fusion block behind those that are there.</summary>
    /// <param name="block">The block.</param>
    /// <param name="from">Names of the contexts and sidecars that it reads. None = every context, or what <paramref name="block"/> says.</param>
    public ModelComposition Fuse(FusionSpec block, params IReadOnlyList<string> from)
    {
        ArgumentNullException.ThrowIfNull(block);
        return this with { Model = Model with { Fusion = [.. Model.Fusion, from.Count == 0 ? block : block with { From = from }] } };
    }

    /// <summary>Says how the fused tokens become one vector, in place of <c>masked-mean</c>.</summary>
    /// <param name="pooling">The pooling.</param>
    /// <param name="over">Which tokens it sees.</param>
    public ModelComposition Pool(Part<IPooling> pooling, PoolOver over = PoolOver.All) => this with { Model = Model with { Pooling = pooling, PoolOver = over } };

    /// <summary>Hides contexts in training, so that the model also works without them.</summary>
    /// <param name="dropout">The chance, or more than that.</param>
    public ModelComposition DropContexts(ModalityDropoutSpec dropout) => this with { Model = Model with { ModalityDropout = dropout } };

    /// <summary>Adds what is predicted from the embedding.</summary>
    /// <param name="name">By which losses know it, and the label where they name no other.</param>
    /// <param name="outputs">Classes, or regressed columns K.</param>
    /// <param name="head">The head. Null = <c>linear</c>.</param>
    /// <exception cref="ArgumentException">There is one of that name.</exception>
    public ModelComposition Head(string name, int outputs, Part<IHead>? head = null)
    {
        var spec = new HeadSpec { Outputs = outputs };
        return this with { Model = Model with { Heads = With(Model.Heads, name, head is null ? spec : spec with { Head = head }) } };
    }

    /// <summary>Adds a loss.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="weight">Factor on it. Null = 1.</param>
    /// <param name="head">The head that a supervised loss holds to its label.</param>
    /// <param name="label">The label column. Null = <paramref name="head"/>'s name.</param>
    /// <param name="labels">Several label columns, one for each output, in place of <paramref name="label"/>.</param>
    /// <param name="between">The vectors that it stands between. Null = the loss's own.</param>
    public ModelComposition Loss(
        Part<ILoss> loss, LossWeight? weight = null, string? head = null, string? label = null, IReadOnlyList<string>? labels = null, IReadOnlyList<string>? between = null) =>
        this with { Losses = [.. Losses, new() { Loss = loss, Weight = weight ?? new(), Head = head, Label = label, Labels = labels, Between = between }] };

    /// <summary>Builds the model, in training mode, on the CPU in float32.</summary>
    /// <param name="parts">Makes the parts. Null = our own.</param>
    /// <exception cref="ArgumentException">The parts, or the weights named for them, do not fit; every error is named.</exception>
    /// <exception cref="ConfigurationException">Options break their rules; every error is named.</exception>
    public FusionModel Build(IParts? parts = null) => new ModelBuilder(parts ?? StandardParts.Instance).Build(Model);

    /// <summary>Builds the losses of the model.</summary>
    /// <param name="model">What <see cref="Build"/> made.</param>
    /// <param name="parts">Makes the losses. Null = our own.</param>
    /// <exception cref="ArgumentException">A loss names a vector or head that the model lacks; every error is named.</exception>
    public Objective BuildObjective(FusionModel model, IParts? parts = null) => new ObjectiveBuilder(parts ?? StandardParts.Instance).Build(Losses, model);

    private static Dictionary<string, T> With<T>(IReadOnlyDictionary<string, T> others, string name, T added)
    {
        if (others.ContainsKey(name)) throw new ArgumentException($"Expected a name that is not taken; there is a '{name}' already.", nameof(name));
        return new(others, StringComparer.Ordinal) { [name] = added };
    }
}
