namespace Eegavi.Data.Synthetic.Ceilings;

/// <summary>What the best possible rule of one kind reaches on one label from some modalities.</summary>
/// <param name="Label">A label of <see cref="PlantedLabels"/>, or a rating cut at 5, or <c>emotion</c>.</param>
/// <param name="Inputs">Modalities in ordinal order, joined by <c>+</c>.</param>
/// <param name="Rule">Which rules are meant: <see cref="Any"/>, <see cref="Centred"/>, <see cref="Additive"/>, <see cref="Pooled"/>, <see cref="ByIndex"/> or a band.</param>
/// <param name="Accuracy">Balanced accuracy on subjects never seen.</param>
/// <param name="Auroc">Area under the ROC curve where accuracy misleads.</param>
/// <param name="CrossEntropy">Least cross-entropy in nats, where known.</param>
/// <param name="InThisDraw">What the best rule reaches on this data set's own scalars: more or less than the ceiling by chance. A model may come as far.</param>
public sealed record PlantedCeiling(
    string Label, string Inputs, string Rule, double Accuracy, double? Auroc = null, double? CrossEntropy = null, double? InThisDraw = null)
{
    /// <summary>Any rule at all.</summary>
    public const string Any = "any";

    /// <summary>Any rule, after each subject's mean was taken from EEG and ECG without labels.</summary>
    public const string Centred = "any, subject-centred";

    /// <summary>A sum of one function for each modality.</summary>
    public const string Additive = "additive";

    /// <summary>Any per-token encoder, tokens pooled without order, then any fusion.</summary>
    public const string Pooled = "pooled";

    /// <summary>Tokens joined by their index instead of their second.</summary>
    public const string ByIndex = "joined by index";

    /// <summary>This ceiling where a share of the trials lacks audio and <paramref name="without"/> is what remains there.</summary>
    internal PlantedCeiling WithAudioIn(double share, double without) => this with
    {
        Accuracy = share * Accuracy + (1 - share) * without,
        CrossEntropy = CrossEntropy is { } nats && without == 0.5 ? share * nats + (1 - share) * Math.Log(2) : null,
    };
}
