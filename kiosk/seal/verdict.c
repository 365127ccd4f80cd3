#include "seal/verdict.h"

#include <assert.h>

enum err seal_decision(enum seal_verdict verdict) {
    switch (verdict) {
    case SEAL_GENUINE:
        return ERR_OK;
    case SEAL_UNREADABLE:
        return ERR_RETRY;
    case SEAL_UNSIGNED:
    case SEAL_MALFORMED:
    case SEAL_UNKNOWN_KEY:
    case SEAL_REVOKED_KEY:
    case SEAL_WRONG_ROLE:
    case SEAL_CUT:
    case SEAL_ALTERED:
    case SEAL_TOO_LARGE:
    case SEAL_VERDICTS:
        break;
    }
    return ERR_REJECT;
}

const char *seal_sentence(enum seal_verdict verdict, bool vietnamese) {
    static const struct {
        const char *vi, *en;
    } sentences[SEAL_VERDICTS] = {
        [SEAL_GENUINE] = {"Chữ ký đúng: đây là tệp đã được ký, không bị sửa.",
                          "The signature is right: this is the file that was signed, unaltered."},
        [SEAL_UNREADABLE] = {"Không đọc được tệp. Hãy cắm lại USB rồi thử lại.",
                             "The file cannot be read. Plug the stick in again and try again."},
        [SEAL_UNSIGNED] = {"Tệp chưa được ký: không thấy tệp .minisig bên cạnh. Hãy chép cả "
                           "hai tệp.",
                           "The file is not signed: there is no .minisig file beside it. Copy "
                           "both files."},
        [SEAL_MALFORMED] = {"Tệp chữ ký bị hỏng hoặc chép chưa đủ. Hãy chép lại cả hai tệp từ nơi "
                            "gửi.",
                            "The signature file is damaged or only partly copied. Copy both files "
                            "again from the sender."},
        [SEAL_UNKNOWN_KEY] = {"Tệp được ký bằng khóa mà máy này không tin. Hãy hỏi nơi gửi; đừng "
                              "dùng tệp này.",
                              "The file is signed with a key that this machine does not trust. Ask "
                              "the sender; do not use the file."},
        [SEAL_REVOKED_KEY] = {"Tệp được ký bằng khóa đã bị thu hồi. Đừng dùng tệp này; hãy hỏi nơi "
                              "gửi lấy tệp ký lại.",
                              "The file is signed with a key that has been revoked. Do not use it; "
                              "ask the sender for one that is signed anew."},
        [SEAL_WRONG_ROLE] = {"Khóa ký là khóa được tin, nhưng không được ký loại tệp này. Hãy để "
                             "đúng nơi có quyền ký.",
                             "The key is trusted, but not to sign this kind of file. Have it "
                             "signed by whose task it is."},
        [SEAL_CUT] = {"Tệp ngắn hơn lúc được ký: chép chưa xong. Hãy chép lại.",
                      "The file is shorter than when it was signed: the copy is not complete. "
                      "Copy it again."},
        [SEAL_ALTERED] = {"Tệp hoặc chữ ký không còn như lúc ký. Đừng dùng; hãy chép lại từ nơi "
                          "gửi.",
                          "The file or its signature is not what was signed. Do not use it; copy "
                          "both again from the sender."},
        [SEAL_TOO_LARGE] = {"Tệp lớn được ký theo kiểu cũ của minisign. Hãy để nơi gửi ký lại bằng "
                            "“tiengban content sign”.",
                            "A large file is signed in minisign's old way. Have the sender sign it "
                            "anew with \"tiengban content sign\"."},
    };
    assert(verdict < SEAL_VERDICTS);
    return vietnamese ? sentences[verdict].vi : sentences[verdict].en;
}
