namespace Microsoft.ML.Data;

/// <summary>What is noted at the columns of one scoring: which prediction they are of, and which part of it.</summary>
/// <param name="kind">MulticlassClassification, BinaryClassification or Regression.</param>
/// <param name="inputSchema">The table that is scored; each scoring of it gets a number of its own.</param>
internal sealed class ScoreAnnotations(string kind, DataViewSchema inputSchema)
{
    private static readonly KeyDataViewType SetIdType = new(typeof(uint), int.MaxValue);

    private readonly uint _setId = 1 + inputSchema.Select(SetIdOf).DefaultIfEmpty().Max();

    /// <summary>Of a predicted class or answer.</summary>
    /// <param name="label">Where the classes' values come from, or null.</param>
    internal DataViewSchema.Annotations OfPredictedLabel(DataViewSchema.Annotations label = null)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        AddText(builder, AnnotationKinds.ScoreColumnKind, kind);
        AddText(builder, AnnotationKinds.ScoreValueKind, DefaultNames.PredictedLabel);
        builder.Add(label, name => name == AnnotationKinds.KeyValues);
        AddSetId(builder);
        return builder.ToAnnotations();
    }

    /// <summary>Of scores or probabilities.</summary>
    /// <param name="valueKind">Score or Probability.</param>
    /// <param name="label">For one score a class: where the classes' values come from.</param>
    internal DataViewSchema.Annotations OfScores(string valueKind, DataViewSchema.Annotations label = null)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        AddText(builder, AnnotationKinds.ScoreColumnKind, kind);
        AddSetId(builder);
        AddText(builder, AnnotationKinds.ScoreValueKind, valueKind);
        if (valueKind == DefaultNames.Probability)
            builder.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);
        if (label?.Schema.GetColumnOrNull(AnnotationKinds.KeyValues) is { } values)
        {
            builder.Add(AnnotationKinds.TrainingLabelValues, values.Type, label.UntypedGetter(values));
            if (values.Type is VectorDataViewType { ItemType: TextDataViewType })
                builder.Add(AnnotationKinds.SlotNames, values.Type, label.UntypedGetter(values));
        }

        return builder.ToAnnotations();
    }

    private void AddSetId(DataViewSchema.Annotations.Builder builder) =>
        builder.AddPrimitiveValue(AnnotationKinds.ScoreColumnSetId, SetIdType, _setId);

    private static void AddText(DataViewSchema.Annotations.Builder builder, string name, string text) =>
        builder.AddPrimitiveValue(name, TextDataViewType.Instance, text.AsMemory());

    private static uint SetIdOf(DataViewSchema.Column column)
    {
        uint id = 0;
        if (column.Annotations.Schema.GetColumnOrNull(AnnotationKinds.ScoreColumnSetId)?.Type.RawType == typeof(uint))
            column.Annotations.GetValue(AnnotationKinds.ScoreColumnSetId, ref id);
        return id;
    }
}
