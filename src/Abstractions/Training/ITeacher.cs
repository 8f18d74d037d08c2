using static TorchSharp.torch;

namespace Eegavi;

/// <summary>Gives a batch vectors that losses hold the model to. It never learns: <see cref="LossInputs.Ends"/> get what it says without gradient.</summary>
/// <remarks>
/// It sees a batch as the data made it, before modality dropout hides anything. A loss between one stream and its teacher leaves out rows whose stream
/// was hidden or is absent; a loss between the fused vector and a teacher keeps every row for which the teacher has a vector.
/// </remarks>
[PartKind("teacher", "teacher")]
public interface ITeacher : IPart, nn.IModule<Batch, IReadOnlyDictionary<string, LossVector>>
{
    /// <summary>Widths of the vectors that it gives, by name. A run calls its teachers by names too: a loss finds <c>teacher.vate.audio</c>.</summary>
    IReadOnlyDictionary<string, int> Widths { get; }

    /// <summary>A text that changes whenever what it teaches does: finished runs are reused only for the same one.</summary>
    string Fingerprint { get; }

    /// <summary>Subjects of this data that it was fitted to. A comparison refuses a teacher that knows subjects it tests on: their labels would leak.</summary>
    IReadOnlyCollection<string> FittedTo => [];
}
