namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Base of modules with 2 arguments.</summary>
        public abstract class Module<T1, T2, TResult>
            : HookableModule<
                Func<Module<T1, T2, TResult>, T1, T2, (T1, T2)?>,
                Func<Module<T1, T2, TResult>, T1, T2, TResult, TResult>>,
              IModule<T1, T2, TResult>
        {
            /// <summary>A module of the given name.</summary>
            protected Module(string name) : base(name)
            {
            }

            /// <summary>The computation; runs no hooks.</summary>
            public abstract TResult forward(T1 input1, T2 input2);

            /// <summary>Runs the hooks before, <see cref="forward"/> and the hooks after it.</summary>
            public TResult call(T1 input1, T2 input2)
            {
                Run(module_pre_hooks, this);
                if (pre_hooks.Count > 0)
                {
                    foreach (var hook in pre_hooks.Values)
                    {
                        if (hook(this, input1, input2) is { } modified)
                        {
                            (input1, input2) = modified;
                        }
                    }
                }

                var result = forward(input1, input2);
                if (post_hooks.Count > 0)
                {
                    foreach (var hook in post_hooks.Values)
                    {
                        if (hook(this, input1, input2, result) is { } modified)
                        {
                            result = modified;
                        }
                    }
                }

                Run(module_post_hooks, this);
                return result;
            }
        }
    }
}
