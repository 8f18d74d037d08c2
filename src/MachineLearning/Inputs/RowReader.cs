namespace Eegavi.MachineLearning.Inputs;

/// <summary>Reads what a row of a table holds of one modality.</summary>
/// <param name="used">A window that is not needed any more, whose memory is taken; default = none.</param>
internal delegate RowWindow RowReader(RowWindow used);
