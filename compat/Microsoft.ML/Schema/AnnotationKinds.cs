using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Names of annotations, and how the usual ones are made.</summary>
internal static class AnnotationKinds
{
    internal const string KeyValues = nameof(KeyValues);
    internal const string SlotNames = nameof(SlotNames);
    internal const string IsNormalized = nameof(IsNormalized);
    internal const string ScoreColumnKind = nameof(ScoreColumnKind);
    internal const string ScoreColumnSetId = nameof(ScoreColumnSetId);
    internal const string ScoreValueKind = nameof(ScoreValueKind);
    internal const string TrainingLabelValues = nameof(TrainingLabelValues);

    /// <summary>Adds a vector of fixed values.</summary>
    internal static void AddVector<T>(this DataViewSchema.Annotations.Builder builder, string name, PrimitiveDataViewType itemType, T[] values) =>
        builder.Add(name, new VectorDataViewType(itemType, values.Length), (ref VBuffer<T> dst) => VBuffer<T>.Copy(values, 0, ref dst, values.Length));

    /// <summary>Adds a vector of texts.</summary>
    internal static void AddTexts(this DataViewSchema.Annotations.Builder builder, string name, IEnumerable<string> values) =>
        builder.AddVector(name, TextDataViewType.Instance, values.Select(value => value.AsMemory()).ToArray());
}
