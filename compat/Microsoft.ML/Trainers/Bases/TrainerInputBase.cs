namespace Microsoft.ML.Trainers;

/// <summary>Which columns a trainer reads.</summary>
public abstract class TrainerInputBase
{
    private protected TrainerInputBase() { }

    public string FeatureColumnName = "Features";

    private protected static void Require(bool holds, string option, string message)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(option, message);
    }
}

/// <summary>With a label.</summary>
public abstract class TrainerInputBaseWithLabel : TrainerInputBase
{
    private protected TrainerInputBaseWithLabel() { }

    public string LabelColumnName = "Label";
}

/// <summary>With a weight of each row; no name means that all count alike.</summary>
public abstract class TrainerInputBaseWithWeight : TrainerInputBaseWithLabel
{
    private protected TrainerInputBaseWithWeight() { }

    public string ExampleWeightColumnName;

    internal void Take((string Label, string Features, string Weights) columns) =>
        (LabelColumnName, FeatureColumnName, ExampleWeightColumnName) = columns;
}
