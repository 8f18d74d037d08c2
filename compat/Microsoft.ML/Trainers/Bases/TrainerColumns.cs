using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column.VectorKind;

namespace Microsoft.ML.Trainers;

/// <summary>The columns that trainers read and their models write, as shapes.</summary>
internal static class TrainerColumns
{
    internal static SchemaShape.Column Feature(string name) => new(name, Vector, NumberDataViewType.Single, false);

    internal static SchemaShape.Column KeyLabel(string name) => new(name, Scalar, NumberDataViewType.UInt32, true);

    internal static SchemaShape.Column BooleanLabel(string name) => new(name, Scalar, BooleanDataViewType.Instance, false);

    internal static SchemaShape.Column NumberLabel(string name) => new(name, Scalar, NumberDataViewType.Single, false);

    internal static SchemaShape.Column Weight(string name) =>
        string.IsNullOrEmpty(name) ? default : new(name, Scalar, NumberDataViewType.Single, false);

    /// <summary>Refuses a column of another type than the trainer reads.</summary>
    internal static void Check(SchemaShape.Column expected, SchemaShape.Column found, string role, string parameter)
    {
        if (!expected.IsCompatibleWith(found))
        {
            throw new ArgumentOutOfRangeException(parameter,
                $"Schema mismatch for {role} column '{found.Name}': expected {expected.GetTypeString()}, got {found.GetTypeString()}");
        }
    }

    internal static SchemaShape.Column[] OfMulticlass(SchemaShape.Column label)
    {
        var values = label.Annotations.Where(annotation => annotation.Name == AnnotationKinds.KeyValues && annotation.Kind == Vector).ToArray();
        var labelled = values.Select(annotation => annotation.Named(AnnotationKinds.TrainingLabelValues));
        var slots = values.Where(annotation => annotation.ItemType is TextDataViewType).Select(annotation => annotation.Named(AnnotationKinds.SlotNames));
        return
        [
            new(DefaultNames.Score, Vector, NumberDataViewType.Single, false, new SchemaShape([.. Common(), .. labelled, .. slots])),
            new(DefaultNames.PredictedLabel, Scalar, NumberDataViewType.UInt32, true, new SchemaShape([.. Common(), .. values])),
        ];
    }

    internal static SchemaShape.Column[] OfCalibratedBinary() =>
    [
        new(DefaultNames.Score, Scalar, NumberDataViewType.Single, false, new SchemaShape(Common())),
        new(DefaultNames.Probability, Scalar, NumberDataViewType.Single, false, new SchemaShape(
            [.. Common(), new(AnnotationKinds.IsNormalized, Scalar, BooleanDataViewType.Instance, false)])),
        new(DefaultNames.PredictedLabel, Scalar, BooleanDataViewType.Instance, false, new SchemaShape(Common())),
    ];

    internal static SchemaShape.Column[] OfRegression() => [new(DefaultNames.Score, Scalar, NumberDataViewType.Single, false, new SchemaShape(Common()))];

    private static SchemaShape.Column[] Common() =>
    [
        new(AnnotationKinds.ScoreColumnKind, Scalar, TextDataViewType.Instance, false),
        new(AnnotationKinds.ScoreColumnSetId, Scalar, NumberDataViewType.UInt32, true),
        new(AnnotationKinds.ScoreValueKind, Scalar, TextDataViewType.Instance, false),
    ];
}
