namespace Eegavi.Data.Readers.Edf;

/// <summary>One channel as an EDF or BDF header describes it.</summary>
internal sealed record EdfChannel
{
    /// <summary>The label, as in the file.</summary>
    public required string Label { get; init; }

    /// <summary>The label made unique: a repeated one carries <c>-0</c>, <c>-1</c>, ….</summary>
    public required string Name { get; init; }

    /// <summary>Unit of physical values, as in the file.</summary>
    public required string Unit { get; init; }

    /// <summary>Physical value of <see cref="DigitalMinimum"/>.</summary>
    public required double PhysicalMinimum { get; init; }

    /// <summary>Physical value of <see cref="DigitalMaximum"/>.</summary>
    public required double PhysicalMaximum { get; init; }

    /// <summary>Smallest stored number.</summary>
    public required int DigitalMinimum { get; init; }

    /// <summary>Largest stored number.</summary>
    public required int DigitalMaximum { get; init; }

    /// <summary>Samples in each data record.</summary>
    public required int SamplesPerRecord { get; init; }

    /// <summary>First byte in a data record.</summary>
    public required long Offset { get; init; }

    /// <summary>True for the time-stamped annotation lists of EDF+ and BDF+.</summary>
    public bool IsAnnotations => Label is "EDF Annotations" or "BDF Annotations";

    /// <summary>True where the header's ranges define a scale.</summary>
    public bool HasScale => DigitalMaximum != DigitalMinimum && PhysicalMaximum != PhysicalMinimum;

    /// <summary>A stored number in the file's unit; without a scale the number itself.</summary>
    public double Physical(int digital) => HasScale
        ? (digital - (double)DigitalMinimum) * (PhysicalMaximum - PhysicalMinimum) / ((double)DigitalMaximum - DigitalMinimum) + PhysicalMinimum
        : digital;
}
