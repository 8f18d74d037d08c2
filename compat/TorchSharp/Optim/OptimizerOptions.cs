namespace TorchSharp.Modules;

/// <summary>Options of a group of parameters.</summary>
public class OptimizerOptions
{
    /// <summary>The rate of the next step; null for that of the optimiser.</summary>
    public double? LearningRate { get; set; }

    /// <summary>The rate that schedules start from.</summary>
    public double InitialLearningRate { get; set; }

    /// <summary>Writes the options.</summary>
    public virtual void SaveStateDict(BinaryWriter writer)
    {
        writer.Write(InitialLearningRate);
        writer.Write(LearningRate.Value);
        foreach (var value in Fields.Values(Each))
        {
            if (value is bool flag)
            {
                writer.Write(flag);
            }
            else
            {
                writer.Write((double)value);
            }
        }
    }

    /// <summary>Reads the options.</summary>
    public virtual void LoadStateDict(BinaryReader reader)
    {
        InitialLearningRate = reader.ReadDouble();
        LearningRate = reader.ReadDouble();
        Each(new((_, type, _) => type == typeof(bool?) ? reader.ReadBoolean() : (object)reader.ReadDouble()));
    }

    /// <summary>Takes over the options of another group.</summary>
    public virtual void LoadStateDict(OptimizerOptions source)
    {
        Fields.RequireOneKind(this, source);
        InitialLearningRate = source.InitialLearningRate;
        LearningRate = source.LearningRate;
        Fields.Pair(Each, Fields.Values(source.Each), (_, other) => other);
    }

    /// <summary>Takes what is open from the optimiser's own options.</summary>
    internal void Fill(OptimizerOptions defaults)
    {
        LearningRate ??= defaults.LearningRate;
        InitialLearningRate = LearningRate.Value;
        Fields.Pair(Each, Fields.Values(defaults.Each), (own, standard) => own ?? standard);
    }

    /// <summary>Names the options that a kind of optimiser adds.</summary>
    private protected virtual void Each(Fields fields)
    {
    }
}
