namespace Eegavi.Training;

/// <summary>What a head said of labelled rows. Rows are joined by id.</summary>
/// <param name="RowIds">Ids of the rows.</param>
/// <param name="Subjects">Their subjects.</param>
/// <param name="Targets">Their true classes.</param>
/// <param name="Logits">K logits for each.</param>
public sealed record Predictions(
    IReadOnlyList<string> RowIds, IReadOnlyList<string> Subjects, IReadOnlyList<int> Targets, IReadOnlyList<float[]> Logits);
